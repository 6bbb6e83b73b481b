package io.seatline.local.momo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.seatline.local.momo.MomoFaults.Fault;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Simulates MoMo: orders, payments, refunds and notifications by MoMo's own rules, a page on which customers pay, and
 * faults. Thread-safe.
 */
public final class MomoSimulator implements AutoCloseable {
    /** The path of MoMo's calls. */
    public static final String PATH = "/local/momo";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** MoMo's calls. */
    public enum Call {
        CREATE,
        QUERY,
        REFUND
    }

    /** What is lost of an unanswered call. */
    public enum Silence {
        /** The request: it is not processed. */
        REQUEST_LOST,
        /** The answer: the request is processed. */
        ANSWER_LOST
    }

    /**
     * How a customer pays.
     *
     * @param notifications how many notifications follow, 0 to 3
     * @param delay how late they are
     * @param amount captured and notified in place of the order's amount, VND
     * @param orderId captured and notified in place of the order, which stays as it is
     */
    public record Approval(int notifications, Duration delay, Optional<Long> amount, Optional<String> orderId) {
        /** One notification at once. */
        public static final Approval PLAIN = new Approval(1, Duration.ZERO, Optional.empty(), Optional.empty());

        public Approval {
            if (notifications < 0 || notifications > 3) {
                throw new IllegalArgumentException("notify must be 0 to 3");
            }
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay_seconds must not be negative");
            }
            if (amount.isPresent() && amount.get() < 0) {
                throw new IllegalArgumentException("amount must not be negative");
            }
        }

        /** A number of notifications, after a delay. */
        public static Approval of(int notifications, Duration delay) {
            return new Approval(notifications, delay, Optional.empty(), Optional.empty());
        }
    }

    /**
     * The result of a customer's action.
     *
     * @param order as it is now
     * @param resultCode MoMo's result code for it
     * @param redirect where the customer's browser goes, with MoMo's signed parameters; empty if the order has no redirect
     *     address
     */
    public record Outcome(MomoOrder order, int resultCode, Optional<URI> redirect) {}

    private final MomoAccount account;
    private final InstantSource clock;
    private final Supplier<URI> base;
    private final MomoBooks books;
    private final MomoGateway gateway;
    private final MomoNotifier notifier;
    private final MomoFaults faults = new MomoFaults();
    private final Map<Call, LongAdder> calls = new ConcurrentHashMap<>();

    /**
     * @param base the server's public address, such as {@code http://localhost:8080}; read when an order is opened
     * @param clock the clock of expiry and delays
     * @param dataDir where {@code momo.json} is kept; empty keeps the state in memory
     */
    public MomoSimulator(MomoAccount account, Supplier<URI> base, InstantSource clock, Optional<Path> dataDir) {
        this(account, base, clock, dataDir, UnaryOperator.identity());
    }

    /**
     * @param base the server's public address; read when an order is opened
     * @param clock the clock of expiry and delays
     * @param dataDir where {@code momo.json} is kept; empty keeps the state in memory
     * @param reachable translates the public address of a notification to a reachable one
     */
    public MomoSimulator(
            MomoAccount account,
            Supplier<URI> base,
            InstantSource clock,
            Optional<Path> dataDir,
            UnaryOperator<URI> reachable) {
        this.account = account;
        this.clock = clock;
        this.base = base;
        books = new MomoBooks(dataDir.map(dir -> dir.resolve("momo.json")));
        gateway = new MomoGateway(account, books, clock, base);
        notifier = new MomoNotifier(books, clock, reachable);
    }

    void count(Call call) {
        calls.computeIfAbsent(call, _ -> new LongAdder()).increment();
    }

    /** How often a call was made, answered or not. */
    public long calls(Call call) {
        LongAdder count = calls.get(call);
        return count == null ? 0 : count.sum();
    }

    /** Declares {@code /local/momo/…} and {@code /pay/…} and starts sending notifications. */
    public void register(JavalinConfig config) {
        new MomoRoutes(this, gateway, faults).register(config);
        notifier.start();
    }

    /** The customer pays; see {@link #approve(String, Approval)}. */
    public Outcome approve(String orderId) {
        return approve(orderId, Approval.PLAIN);
    }

    /**
     * The customer pays. MoMo always captures, even an expired or declined order, because Seatline must survive that. A
     * captured order is not captured again, but notified again.
     *
     * @throws NoSuchElementException if there is no such order
     */
    public Outcome approve(String orderId, Approval approval) {
        return books.change(() -> {
            MomoOrder named = known(orderId);
            MomoOrder order = approval.orderId()
                    .map(other -> books.order(other).orElseGet(() -> named.renamed(other)))
                    .orElse(named);
            if (order.state() != MomoOrder.State.CAPTURED) {
                order = books.put(order.captured(approval.amount().orElse(order.amount()), books.takeTransId()));
            }
            return notifyAndRedirect(
                    order, approval.amount().orElse(order.amount()), approval.notifications(), approval.delay());
        });
    }

    /**
     * The customer declines; one notification follows. Does nothing if the order has ended.
     *
     * @throws NoSuchElementException if there is no such order
     */
    public Outcome decline(String orderId) {
        return books.change(() -> {
            MomoOrder order = known(orderId);
            boolean open = order.resultCode(clock.millis()) == 1000;
            MomoOrder ended = open ? books.put(order.declined(books.takeTransId())) : order;
            return notifyAndRedirect(ended, ended.amount(), open ? 1 : 0, Duration.ZERO);
        });
    }

    private Outcome notifyAndRedirect(MomoOrder order, long amount, int times, Duration delay) {
        int code = order.resultCode(clock.millis());
        Map<String, Object> result = account.result(order, amount, code, clock.millis());
        String body = JSON.<ObjectNode>valueToTree(result).toString();
        long dueAt = clock.instant().plus(delay).toEpochMilli();
        for (int i = 0; i < times; i++) {
            notifier.send(books.addDelivery(order.orderId(), order.ipnUrl(), dueAt, body));
        }
        Optional<URI> redirect = order.redirectUrl().isEmpty()
                ? Optional.empty()
                : Optional.of(URI.create(
                        order.redirectUrl() + (order.redirectUrl().contains("?") ? "&" : "?") + queryString(result)));
        return new Outcome(order, code, redirect);
    }

    private static String queryString(Map<String, Object> parameters) {
        return parameters.entrySet().stream()
                .map(p -> p.getKey() + '=' + URLEncoder.encode(p.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private MomoOrder known(String orderId) {
        return books.order(orderId).orElseThrow(() -> new NoSuchElementException("MoMo knows no order " + orderId));
    }

    /** An order. */
    public Optional<MomoOrder> order(String orderId) {
        return books.read(b -> b.order(orderId));
    }

    /** Every order, oldest first. */
    public List<MomoOrder> orders() {
        return books.read(MomoBooks::orders);
    }

    /** The captured orders; {@link MomoOrder#amount} is the captured amount. */
    public List<MomoOrder> captured() {
        return orders().stream()
                .filter(order -> order.state() == MomoOrder.State.CAPTURED)
                .toList();
    }

    /** Every accepted refund, several per order; the money was refunded if {@link MomoRefund#isDone}. */
    public List<MomoRefund> refunds() {
        return books.read(MomoBooks::refunds);
    }

    /** Every notification, sent or not. */
    public List<MomoDelivery> deliveries() {
        return books.read(MomoBooks::deliveries);
    }

    /** Leaves calls unanswered until {@link #heal}. */
    public void silence(Set<Call> calls, Silence how) {
        faults.set(calls, how == Silence.REQUEST_LOST ? new Fault.NoAnswer() : new Fault.Unanswered());
    }

    /** Answers the next calls of a kind with a result code without processing them. */
    public void answerNext(Call call, int resultCode, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1");
        }
        faults.set(EnumSet.of(call), new Fault.Code(resultCode, times));
    }

    /**
     * Answers the next refunds with this code. 7002 leaves them pending until {@link #settleRefund}. As at MoMo, the same
     * request then gets the same answer if the code is final, else 40.
     */
    public void failRefunds(int resultCode, int times) {
        answerNext(Call.REFUND, resultCode, times);
    }

    /** Answers queries of this order with 7002 until {@link #settle}. */
    public void processing(String orderId) {
        books.change(() -> books.put(known(orderId).withProcessing(true)));
    }

    /** Ends {@link #processing}. */
    public void settle(String orderId) {
        books.change(() -> books.put(known(orderId).withProcessing(false)));
    }

    /** Ends a pending refund with a final code. */
    public void settleRefund(String refundId, int resultCode) {
        books.change(() -> {
            MomoRefund refund = books.refund(refundId)
                    .orElseThrow(() -> new NoSuchElementException("MoMo knows no refund " + refundId));
            if (!refund.isPending()) {
                throw new IllegalStateException(refund + " is not pending");
            }
            MomoRefund settled = refund.settled(resultCode);
            books.put(settled);
            return settled;
        });
    }

    /** Ends all faults of calls; an order's {@link #processing} stays. */
    public void heal() {
        faults.clear(EnumSet.allOf(Call.class));
    }

    String page(String orderId) {
        String payUrl = base.get().resolve("/pay/" + orderId).toString();
        return MomoPayPage.of(books.read(b -> known(orderId)), payUrl, clock.millis());
    }

    @Override
    public void close() {
        notifier.close();
        books.close();
    }
}
