package io.seatline.infra.function;

import io.seatline.infra.lambda.Permissions;
import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.lambda.SeatlineFunction.Cpu;
import io.seatline.infra.mail.CustomerMail;
import java.time.Duration;
import java.util.Optional;

/**
 * The functions that send messages to people.
 *
 * @param alert posts support alerts to the chat
 * @param notice sends customer notices to the operator's webhook
 * @param mail mails customers
 */
public record NoticeFunctions(SeatlineFunction alert, SeatlineFunction notice, SeatlineFunction mail) {
    static NoticeFunctions in(FunctionContext context, Optional<CustomerMail> sending) {
        return new NoticeFunctions(alert(context), notice(context), mail(context, sending));
    }

    private static SeatlineFunction alert(FunctionContext context) {
        return context.add(new SeatlineFunction.Builder("Alert", "Alerts support in Slack or Discord")
                        // One webhook call.
                        .timeout(Duration.ofSeconds(20))
                        .cpu(Cpu.HALF_CORE)
                        .environment(context.environment().select("CHAT_SECRET_ID"))
                        .permissions(
                                Permissions.readSecret(
                                        "ChatSecret",
                                        context.resources().inputs().chat()),
                                Permissions.send("AlertDlq", context.queues().alertDlq())))
                .withoutSnapshot();
    }

    private static SeatlineFunction notice(FunctionContext context) {
        return context.add(new SeatlineFunction.Builder(
                        "Notice",
                        "Notifies customers of offers, payments, refunds and cancelled shows through the operator's webhook")
                .timeout(context.queues().notices().consumerTimeout())
                .cpu(Cpu.HALF_CORE)
                .environment(context.environment().select("NOTICE_SECRET_ID", "NOTICES_QUEUE_URL", "PUBLIC_URL"))
                .permissions(
                        Permissions.readSecret(
                                "NoticeSecret", context.resources().inputs().notice()),
                        Permissions.consume(
                                "Notices", context.queues().notices().queue()),
                        // An offer lasts minutes, so a failed notice is redelivered before the visibility timeout.
                        Permissions.redeliverSoon(
                                "Notices", context.queues().notices().queue())));
    }

    /** Without a sender the function may send nothing, and drops the events. */
    private static SeatlineFunction mail(FunctionContext context, Optional<CustomerMail> sending) {
        SeatlineFunction.Builder function = new SeatlineFunction.Builder(
                        "Mail", "Mails customers their tickets, offers, refunds and cancelled shows")
                .timeout(context.queues().mail().consumerTimeout())
                .cpu(Cpu.HALF_CORE)
                .environment(
                        context.environment().select("BOOKINGS_TABLE", "CATALOG_TABLE", "MAIL_QUEUE_URL", "PUBLIC_URL"))
                .permissions(
                        context.data().readBookings(),
                        context.data().readCatalog(DataPermissions.GET, DataPermissions.BATCH_GET),
                        Permissions.consume("Mail", context.queues().mail().queue()),
                        Permissions.redeliverSoon(
                                "Mail", context.queues().mail().queue()));
        sending.ifPresent(mail -> function.environment(mail.environment())
                .environment(context.environment().select("TICKET_SECRET_ID"))
                .permissions(context.data().readTicketKeys())
                .permissions(mail.permissions()));
        // Nobody waits for a mail.
        return context.add(function).withoutSnapshot();
    }
}
