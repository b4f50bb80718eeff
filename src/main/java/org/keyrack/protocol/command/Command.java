package org.keyrack.protocol.command;

import java.util.Locale;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** A command of protocol.md, or of its section Personalization. */
public sealed interface Command
        permits SelectApplet,
                Initiate,
                ExportKey,
                ImportKey,
                VerifyReceipt,
                GetData,
                Verify,
                ChangePin,
                ResetRetryCounter,
                PutAsIdentity,
                PutSerialNumber,
                PutLocation,
                PutPin,
                LoadComponent,
                GenerateKey,
                StoreTransportKey,
                StoreKey,
                SetState,
                OpenSession,
                PutLocks,
                StoreSuccessor,
                StoreBackupKey,
                Clear,
                Allow,
                PutExportsLeft,
                ExportSealed,
                ImportSealed {
    /** The command's name in protocol.md, for example IMPORTKEY; the key to {@code StatusWordTable}. */
    String name();

    /** The APDU to send. Commands that carry a PIN or a component share their array with it, so that one wipe does. */
    CommandApdu toApdu();

    /**
     * Reads any command.
     *
     * @throws ProtocolFailure when CLA and INS name none, or its parameters or data are malformed
     */
    static Command parse(CommandApdu apdu) throws ProtocolFailure {
        return switch ((apdu.cla() << 8) | apdu.ins()) {
            case 0x00A4 -> SelectApplet.parse(apdu);
            case 0x0020 -> Verify.parse(apdu);
            case 0x0024 -> ChangePin.parse(apdu);
            case 0x002C -> ResetRetryCounter.parse(apdu);
            case 0x8052 -> Initiate.parse(apdu);
            case 0x8054 -> ExportKey.parse(apdu);
            case 0x8056 -> ImportKey.parse(apdu);
            case 0x8058 -> VerifyReceipt.parse(apdu);
            case 0x80CA -> GetData.parse(apdu);
            case 0x80DA -> parsePutData(apdu);
            case 0x80D8 -> LoadComponent.parse(apdu);
            case 0x8046 -> GenerateKey.parse(apdu);
            case 0x8050 -> OpenSession.parse(apdu);
            case 0x80DC -> apdu.p2() == 0 ? StoreTransportKey.parse(apdu) : StoreSuccessor.parse(apdu);
            case 0x80DE -> StoreKey.parse(apdu);
            case 0x80D6 -> StoreBackupKey.parse(apdu);
            case 0x80E4 -> Clear.parse(apdu);
            case 0x8048 -> Allow.parse(apdu);
            case 0x804A -> PutExportsLeft.parse(apdu);
            case 0x804C -> ExportSealed.parse(apdu);
            case 0x804E -> ImportSealed.parse(apdu);
            case 0x80F0 -> SetState.parse(apdu);
            default ->
                throw new ProtocolFailure(String.format(
                        Locale.ROOT, "There is no command with CLA %02X and INS %02X", apdu.cla(), apdu.ins()));
        };
    }

    private static Command parsePutData(CommandApdu apdu) throws ProtocolFailure {
        return switch ((apdu.p1() << 8) | apdu.p2()) {
            case PutAsIdentity.TAG -> PutAsIdentity.parse(apdu);
            case PutLocks.TAG -> PutLocks.parse(apdu);
            case PutSerialNumber.TAG -> PutSerialNumber.parse(apdu);
            case PutLocation.TAG -> PutLocation.parse(apdu);
            default -> PutPin.parse(apdu);
        };
    }
}
