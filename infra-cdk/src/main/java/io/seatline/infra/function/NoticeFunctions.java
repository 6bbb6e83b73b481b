package io.seatline.infra.function;

import io.seatline.infra.lambda.Permissions;
import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.lambda.SeatlineFunction.Cpu;
import java.time.Duration;

/**
 * The functions that send messages to people.
 *
 * @param alert posts support alerts to the chat
 * @param notice sends customer notices to the operator's webhook
 */
public record NoticeFunctions(SeatlineFunction alert, SeatlineFunction notice) {
    static NoticeFunctions in(FunctionContext context) {
        return new NoticeFunctions(alert(context), notice(context));
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
                .environment(context.environment().select("NOTICE_SECRET_ID", "NOTICES_QUEUE_URL"))
                .permissions(
                        Permissions.readSecret(
                                "NoticeSecret", context.resources().inputs().notice()),
                        Permissions.consume(
                                "Notices", context.queues().notices().queue()),
                        // An offer lasts minutes, so a failed notice is redelivered before the visibility timeout.
                        Permissions.redeliverSoon(
                                "Notices", context.queues().notices().queue())));
    }
}
