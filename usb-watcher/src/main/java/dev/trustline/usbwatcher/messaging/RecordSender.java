package dev.trustline.usbwatcher.messaging;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/** Port: hands records to the broker. Thread-safe. */
@FunctionalInterface
public interface RecordSender {
    /**
     * Hands over one record; may wait a few seconds while the broker is away.
     *
     * @return completes when all in-sync replicas have it; fails with {@link NotHandedOver} if it certainly was not written,
     *         with anything else if nobody knows
     */
    CompletionStage<Void> send(ProducerRecord<String, byte[]> record);

    /** True if this failure only says that the broker is away, which readiness and one warning say already. */
    static boolean isAbsence(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof NotHandedOver && failure.getCause() instanceof TimeoutException;
    }

    /** The record never left this process. */
    final class NotHandedOver extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotHandedOver(Throwable cause) {
            super("the record was not handed over: " + cause.getMessage(), cause);
        }
    }
}
