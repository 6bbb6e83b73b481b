package io.seatline.adapter.dynamodb.catalog;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/** Builds the schemas of {@link CatalogItems}. */
final class CatalogSchemas {
    static final EnhancedType<String> TEXT = EnhancedType.of(String.class);
    static final EnhancedType<Long> NUMBER = EnhancedType.of(Long.class);
    static final EnhancedType<Boolean> FLAG = EnhancedType.of(Boolean.class);

    private CatalogSchemas() {}

    /** Starts the schema of a record with a function that builds it from its attributes, and its keys. */
    static <T> SchemaBuilder<T> of(
            Class<T> type, Function<Draft, T> build, Function<T, String> pk, Function<T, String> sk) {
        return new SchemaBuilder<>(StaticImmutableTableSchema.builder(type, Draft.class)
                .newItemBuilder(Draft::new, build)
                .addAttribute(String.class, a -> a.name(CatalogTable.PK)
                        .getter(pk)
                        .setter((draft, value) -> draft.values.put(CatalogTable.PK, value))
                        .tags(primaryPartitionKey()))
                .addAttribute(String.class, a -> a.name(CatalogTable.SK)
                        .getter(sk)
                        .setter((draft, value) -> draft.values.put(CatalogTable.SK, value))
                        .tags(primarySortKey())));
    }

    /** Adds attributes to a schema whose items are read through a draft. */
    record SchemaBuilder<T>(StaticImmutableTableSchema.Builder<T, Draft> schema) {
        SchemaBuilder<T> text(String name, Function<T, String> getter) {
            return add(name, TEXT, getter);
        }

        SchemaBuilder<T> number(String name, Function<T, Long> getter) {
            return add(name, NUMBER, getter);
        }

        SchemaBuilder<T> time(String name, Function<T, Instant> getter) {
            return number(name, item -> getter.apply(item).toEpochMilli());
        }

        <V> SchemaBuilder<T> add(String name, EnhancedType<V> type, Function<T, V> getter) {
            schema.addAttribute(
                    type, a -> a.name(name).getter(getter).setter((draft, value) -> draft.values.put(name, value)));
            return this;
        }

        TableSchema<T> build() {
            return schema.build();
        }
    }

    /** Collects the attributes of an item before the record is built. */
    static final class Draft {
        private final Map<String, Object> values = new HashMap<>();

        <V> Optional<V> find(String name, EnhancedType<V> type) {
            return Optional.ofNullable(type.rawClass().cast(values.get(name)));
        }

        <V> V get(String name, EnhancedType<V> type) {
            return find(name, type)
                    .orElseThrow(() -> new IllegalStateException(
                            "catalog item " + values.get(CatalogTable.PK) + " has no attribute " + name));
        }

        String text(String name) {
            return get(name, TEXT);
        }

        long number(String name) {
            return get(name, NUMBER);
        }

        Instant time(String name) {
            return Instant.ofEpochMilli(number(name));
        }
    }
}
