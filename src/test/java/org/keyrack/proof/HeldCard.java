package org.keyrack.proof;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.reader.pcsc.PcscReaders;

/** Another program that holds the card in a reader, as a program of its own: until it is ended. */
final class HeldCard {
    private HeldCard() {}

    /** @param arguments the reader's number in the order of the service, from 0 */
    public static void main(String[] arguments) throws Exception {
        try (PcscReaders readers = new PcscReaders()) {
            int number = Integer.parseInt(arguments[0]);
            CompletableFuture<String> named = new CompletableFuture<>();
            // The service may not have told of its readers yet.
            readers.listen(snapshot -> {
                if (snapshot.readers().size() > number) {
                    named.complete(snapshot.readers().get(number).name());
                }
            });
            String reader = named.get(30, TimeUnit.SECONDS);
            CardConnection held = readers.open(reader, Sharing.EXCLUSIVE);
            try {
                System.out.println("held");
                new CountDownLatch(1).await();
            } finally {
                held.close();
            }
        }
    }
}
