package io.seatline.usecase.port;

/** Sets when a failed message is delivered again, instead of after the queue's full visibility timeout. */
public interface Redelivery {
    /**
     * Delivers a message again soon, with a delay that grows with the number of deliveries.
     *
     * @param receiptHandle the receipt handle of the failed delivery
     * @param deliveries how many times the message was delivered, starting at 1
     */
    void soon(String receiptHandle, int deliveries);
}
