package io.seatline.adapter.mail;

import io.seatline.usecase.mail.Mail;
import io.seatline.usecase.mail.Mails;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Attachment;
import software.amazon.awssdk.services.sesv2.model.AttachmentContentDisposition;
import software.amazon.awssdk.services.sesv2.model.AttachmentContentTransferEncoding;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/** Sends mails through Amazon SES. SES suppresses addresses that bounced or complained, without telling the sender. */
public final class SesMail implements Mails {
    private static final Logger LOG = LoggerFactory.getLogger(SesMail.class);

    private final SesV2Client client;
    private final String from;
    private final String configurationSet;

    /**
     * Creates a sender.
     *
     * @param from an address of a verified identity, with or without a name
     * @param configurationSet the configuration set, which publishes bounces and complaints; may be empty
     */
    public SesMail(SesV2Client client, String from, String configurationSet) {
        this.client = client;
        this.from = from;
        this.configurationSet = configurationSet;
    }

    @Override
    public Result send(Mail mail) {
        try {
            client.sendEmail(request(mail));
            return Result.ACCEPTED;
        } catch (BadRequestException | MessageRejectedException e) {
            LOG.error("SES rejects a mail for good: {}", what(e));
            return Result.REJECTED;
        } catch (AwsServiceException e) {
            // Without the cause: SES's message may quote the address.
            throw new IllegalStateException("SES does not take a mail: " + what(e));
        } catch (SdkException e) {
            throw new IllegalStateException(
                    "SES cannot be reached: " + e.getClass().getSimpleName());
        }
    }

    private static String what(AwsServiceException e) {
        String code = e.awsErrorDetails() == null
                ? "HTTP " + e.statusCode()
                : e.awsErrorDetails().errorCode();
        return code + ", request " + e.requestId();
    }

    private SendEmailRequest request(Mail mail) {
        List<Attachment> pictures = mail.picture().stream()
                .map(png -> Attachment.builder()
                        .fileName("ticket.png")
                        .contentType("image/png")
                        .contentDisposition(AttachmentContentDisposition.INLINE)
                        .contentId(Mail.PICTURE_ID)
                        .contentTransferEncoding(AttachmentContentTransferEncoding.BASE64)
                        .rawContent(SdkBytes.fromByteArray(png))
                        .build())
                .toList();
        return SendEmailRequest.builder()
                .fromEmailAddress(from)
                .configurationSetName(configurationSet.isEmpty() ? null : configurationSet)
                .destination(to -> to.toAddresses(mail.to()))
                .content(content -> content.simple(message -> message.subject(utf8(mail.subject()))
                        .body(body -> body.text(utf8(mail.text())).html(utf8(mail.html())))
                        .attachments(pictures)))
                .build();
    }

    private static Content utf8(String text) {
        return Content.builder()
                .data(text)
                .charset(StandardCharsets.UTF_8.name())
                .build();
    }
}
