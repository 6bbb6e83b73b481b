package io.seatline.domain.payment;

/** Where a customer pays: MoMo's page, the content of a QR code, and the link into the MoMo app. */
public record PaymentLinks(String payUrl, String qrCodeUrl, String deeplink) {}
