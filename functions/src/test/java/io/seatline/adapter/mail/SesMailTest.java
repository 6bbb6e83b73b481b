package io.seatline.adapter.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.usecase.mail.Mail;
import io.seatline.usecase.mail.Mails;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AttachmentContentDisposition;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendEmailResponse;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;

class SesMailTest {
    private static final String ADDRESS = "alice@example.com";
    private static final AwsErrorDetails DETAILS = AwsErrorDetails.builder()
            .errorCode("TheCode")
            .errorMessage("not verified: " + ADDRESS)
            .build();

    private final List<SendEmailRequest> requests = new ArrayList<>();
    private RuntimeException fault;

    @Test
    void mail_has_both_parts_and_its_picture_inline() {
        assertEquals(Mails.Result.ACCEPTED, send(Optional.of(new byte[] {1, 2, 3})));

        SendEmailRequest request = requests.getFirst();
        assertEquals("no-reply@cinema.vn", request.fromEmailAddress());
        assertEquals("seatline-test", request.configurationSetName());
        assertEquals(List.of(ADDRESS), request.destination().toAddresses());
        var message = request.content().simple();
        assertEquals("Vé", message.subject().data());
        assertEquals("UTF-8", message.subject().charset());
        assertEquals("text", message.body().text().data());
        assertEquals("<p>html", message.body().html().data());
        var picture = message.attachments().getFirst();
        assertEquals(AttachmentContentDisposition.INLINE, picture.contentDisposition());
        assertEquals("ticket", picture.contentId());
        assertEquals("image/png", picture.contentType());
        assertEquals("BASE64", picture.contentTransferEncodingAsString());
        assertEquals(3, picture.rawContent().asByteArray().length);
    }

    @Test
    void mail_without_a_ticket_has_no_attachment() {
        send(Optional.empty());

        assertEquals(List.of(), requests.getFirst().content().simple().attachments());
    }

    @Test
    void configuration_set_is_optional() {
        new SesMail(client(), "no-reply@cinema.vn", "").send(mail(Optional.empty()));

        assertNull(requests.getFirst().configurationSetName());
    }

    @Test
    void rejected_mail_is_a_result() {
        List.<RuntimeException>of(
                        BadRequestException.builder().awsErrorDetails(DETAILS).build(),
                        MessageRejectedException.builder()
                                .awsErrorDetails(DETAILS)
                                .build())
                .forEach(rejection -> {
                    fault = rejection;
                    assertEquals(Mails.Result.REJECTED, send(Optional.empty()));
                });
    }

    @Test
    void other_faults_are_thrown_without_the_address() {
        List.<RuntimeException>of(
                        TooManyRequestsException.builder()
                                .awsErrorDetails(DETAILS)
                                .build(),
                        SesV2Exception.builder()
                                .message(ADDRESS)
                                .statusCode(503)
                                .build(),
                        SdkClientException.create(ADDRESS))
                .forEach(each -> {
                    fault = each;
                    var trace = new StringWriter();
                    assertThrows(IllegalStateException.class, () -> send(Optional.empty()))
                            .printStackTrace(new PrintWriter(trace));
                    assertFalse(trace.toString().contains(ADDRESS), trace.toString());
                });
    }

    private Mails.Result send(Optional<byte[]> picture) {
        return new SesMail(client(), "no-reply@cinema.vn", "seatline-test").send(mail(picture));
    }

    private static Mail mail(Optional<byte[]> picture) {
        return new Mail(ADDRESS, "Vé", "text", "<p>html", picture);
    }

    private SesV2Client client() {
        return new SesV2Client() {
            @Override
            public SendEmailResponse sendEmail(SendEmailRequest request) {
                if (fault != null) {
                    throw fault;
                }
                requests.add(request);
                return SendEmailResponse.builder().messageId("m").build();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
    }
}
