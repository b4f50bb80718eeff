package org.keyrack.report;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** A QR code (ISO/IEC 18004), correction level M, drawn without its quiet zone: leave four modules around it. */
final class QrCode {
    private final ByteMatrix matrix;

    private QrCode(ByteMatrix matrix) {
        this.matrix = matrix;
    }

    /**
     * Encodes a text.
     *
     * @param text ASCII, at most 1,000 characters
     */
    static QrCode of(String text) {
        try {
            return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix());
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "A text of " + text.length() + " characters does not fit into a QR code", e);
        }
    }

    /** Modules on a side. */
    int modules() {
        return matrix.getWidth();
    }

    boolean dark(int column, int row) {
        return matrix.get(column, row) == 1;
    }
}
