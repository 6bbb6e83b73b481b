package io.seatline.usecase.port;

/** When a message that failed is delivered again, instead of after its queue's whole visibility timeout. */
public interface Redelivery {
    /**
     * Soon after a passing fault, later and later in an outage.
     *
     * @param receiptHandle the delivery that failed
     * @param deliveries how often the message was delivered, from 1
     */
    void soon(String receiptHandle, int deliveries);
}
