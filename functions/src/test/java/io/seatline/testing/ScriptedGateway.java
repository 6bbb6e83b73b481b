package io.seatline.testing;

import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.usecase.port.PaymentGateway;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * A payment gateway under a test's control: every order is payable, none is paid and refunds succeed, until a test
 * scripts the next responses. Records its calls, such as {@code create bk...1}.
 */
public class ScriptedGateway implements PaymentGateway {
    private final List<String> calls = new ArrayList<>();
    private final Queue<Supplier<Created>> creates = new ArrayDeque<>();
    private final Queue<Supplier<Status>> queries = new ArrayDeque<>();
    private final Queue<Supplier<Refunded>> refunds = new ArrayDeque<>();
    private Status usual = new Status.Pending(1000);

    /** Scripts the responses to the next orders, in sequence. */
    public synchronized void willCreate(Created... answers) {
        for (Created answer : answers) {
            creates.add(() -> answer);
        }
    }

    /** Scripts the responses to the next queries. */
    public synchronized void willReport(Status... answers) {
        for (Status answer : answers) {
            queries.add(() -> answer);
        }
    }

    /** Sets the response to all queries that have no scripted response. */
    public synchronized void reportsByDefault(Status answer) {
        usual = answer;
    }

    /** Scripts the responses to the next refunds. */
    public synchronized void willRefund(Refunded... answers) {
        for (Refunded answer : answers) {
            refunds.add(() -> answer);
        }
    }

    /** Runs an event while MoMo processes the next order. */
    public synchronized void duringCreate(Runnable event, Created answer) {
        creates.add(() -> {
            event.run();
            return answer;
        });
    }

    /** Runs an event while MoMo processes the next query. */
    public synchronized void duringQuery(Runnable event, Status answer) {
        queries.add(() -> {
            event.run();
            return answer;
        });
    }

    /** Runs an event while MoMo processes the next refund. */
    public synchronized void duringRefund(Runnable event, Refunded answer) {
        refunds.add(() -> {
            event.run();
            return answer;
        });
    }

    /** Recorded calls, in order. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Created create(PaymentId paymentId, Vnd amount, String orderInfo, Duration payableFor, Duration timeout) {
        return next(
                creates,
                "create " + paymentId + " " + amount.amount() + " " + payableFor,
                new Created.Payable(Fixture.LINKS));
    }

    @Override
    public Status query(PaymentId paymentId, Duration timeout) {
        Status unscripted;
        synchronized (this) {
            unscripted = usual;
        }
        return next(queries, "query " + paymentId, unscripted);
    }

    @Override
    public Refunded refund(String momoOrder, String transId, Vnd amount, String refundId, Duration timeout) {
        return next(
                refunds,
                "refund " + momoOrder + " " + transId + " " + amount.amount() + " " + refundId,
                new Refunded.Done());
    }

    private <T> T next(Queue<Supplier<T>> script, String call, T usual) {
        Supplier<T> answer;
        synchronized (this) {
            calls.add(call);
            answer = script.poll();
        }
        return answer == null ? usual : answer.get();
    }
}
