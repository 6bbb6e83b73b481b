package io.seatline.local.momo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The simulator's state, also kept in a file if it has one. */
final class MomoBooks {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final long FIRST_TRANS_ID = 4_088_000_001L;

    /** The answer to a request id. */
    record Answered(String signature, int code, ObjectNode body) {}

    /** The file's content. */
    private record Kept(
            long nextTransId,
            Map<String, MomoOrder> orders,
            List<MomoRefund> refunds,
            Map<Long, MomoDelivery> deliveries,
            Map<String, Answered> answered) {}

    private final Optional<Path> file;
    private final Map<String, MomoOrder> orders = new LinkedHashMap<>();
    private final Map<String, MomoRefund> refunds = new LinkedHashMap<>();
    private final Map<Long, MomoDelivery> deliveries = new TreeMap<>();
    private final Map<String, Answered> answered = new LinkedHashMap<>();
    private long nextTransId = FIRST_TRANS_ID;
    private boolean closed;

    /** Opens the books with the content of the file, if it exists. */
    MomoBooks(Optional<Path> file) {
        this.file = file;
        if (file.isPresent() && Files.exists(file.get())) {
            load(file.get());
        }
    }

    private void load(Path path) {
        try {
            Kept kept = JSON.readValue(path.toFile(), Kept.class);
            nextTransId = kept.nextTransId;
            orders.putAll(kept.orders);
            kept.refunds.forEach(this::put);
            deliveries.putAll(kept.deliveries);
            answered.putAll(kept.answered);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read MoMo's state from " + path, e);
        }
    }

    /** Changes the books in one step and saves them. */
    synchronized <T> T change(Supplier<T> step) {
        T result = step.get();
        if (!closed) {
            file.ifPresent(this::save);
        }
        return result;
    }

    /** Stops saving: a notification answered later counts as unsent after a restart. */
    synchronized void close() {
        closed = true;
    }

    /** Reads the books between two steps. */
    synchronized <T> T read(Function<MomoBooks, T> reader) {
        return reader.apply(this);
    }

    private void save(Path path) {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            JSON.writeValue(fresh.toFile(), new Kept(nextTransId, orders, refunds(), deliveries, answered));
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write MoMo's state to " + path, e);
        }
    }

    long takeTransId() {
        return nextTransId++;
    }

    Optional<MomoOrder> order(String orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }

    MomoOrder put(MomoOrder order) {
        orders.put(order.orderId(), order);
        return order;
    }

    List<MomoOrder> orders() {
        return List.copyOf(orders.values());
    }

    Optional<MomoOrder> captured(long transId) {
        return orders.values().stream()
                .filter(o -> o.state() == MomoOrder.State.CAPTURED && o.transId() == transId)
                .findFirst();
    }

    void put(MomoRefund refund) {
        refunds.put(refund.refundId(), refund);
    }

    Optional<MomoRefund> refund(String refundId) {
        return Optional.ofNullable(refunds.get(refundId));
    }

    List<MomoRefund> refunds() {
        return List.copyOf(refunds.values());
    }

    List<MomoRefund> refundsOf(String orderId) {
        return refunds.values().stream()
                .filter(r -> r.orderId().equals(orderId))
                .toList();
    }

    /** What is left of a captured order after its refunds, the pending ones included, VND. */
    long left(MomoOrder order) {
        return order.amount()
                - refundsOf(order.orderId()).stream()
                        .filter(refund -> refund.isDone() || refund.isPending())
                        .mapToLong(MomoRefund::amount)
                        .sum();
    }

    boolean isOrderIdTaken(String id) {
        return orders.containsKey(id) || refunds.containsKey(id);
    }

    Optional<Answered> answered(String requestId) {
        return Optional.ofNullable(answered.get(requestId));
    }

    void remember(String requestId, Answered answer) {
        answered.put(requestId, answer);
    }

    MomoDelivery addDelivery(String orderId, String ipnUrl, long dueAt, String body) {
        long id = deliveries.size() + 1L;
        MomoDelivery delivery = new MomoDelivery(id, orderId, ipnUrl, dueAt, body, MomoDelivery.PENDING);
        deliveries.put(id, delivery);
        return delivery;
    }

    void replace(MomoDelivery delivery) {
        deliveries.put(delivery.id(), delivery);
    }

    List<MomoDelivery> deliveries() {
        return List.copyOf(deliveries.values());
    }
}
