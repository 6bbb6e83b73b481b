package io.seatline.dynamodb.random;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.*;

/**
 * The definition of a table.
 *
 * @param stream the view type of its stream; empty for no stream
 */
record Shape(String name, Key key, List<Index> indexes, Optional<StreamViewType> stream) {

    /** A key attribute; {@code type} is S, N or B. */
    record Attribute(String name, String type) {}

    /** The key of a table or an index. */
    record Key(Attribute partition, Optional<Attribute> sort) {
        List<Attribute> attributes() {
            return Stream.concat(Stream.of(partition), sort.stream()).toList();
        }

        List<String> names() {
            return attributes().stream().map(Attribute::name).toList();
        }

        List<KeySchemaElement> schema() {
            return attributes().stream()
                    .map(a -> KeySchemaElement.builder()
                            .attributeName(a.name())
                            .keyType(a.equals(partition) ? KeyType.HASH : KeyType.RANGE)
                            .build())
                    .toList();
        }
    }

    /** A secondary index. {@code included} are its projected non-key attributes unless it projects all. */
    record Index(String name, boolean global, Key key, boolean all, Set<String> included) {
        Projection projection() {
            ProjectionType type =
                    all ? ProjectionType.ALL : included.isEmpty() ? ProjectionType.KEYS_ONLY : ProjectionType.INCLUDE;
            return Projection.builder()
                    .projectionType(type)
                    .nonKeyAttributes(type == ProjectionType.INCLUDE ? included : null)
                    .build();
        }
    }

    Optional<Index> index(String wanted) {
        return indexes.stream().filter(i -> i.name().equals(wanted)).findFirst();
    }

    CreateTableRequest request() {
        Map<String, AttributeDefinition> definitions = new LinkedHashMap<>();
        Stream.concat(Stream.of(key), indexes.stream().map(Index::key))
                .flatMap(k -> k.attributes().stream())
                .forEach(a -> definitions.put(
                        a.name(),
                        AttributeDefinition.builder()
                                .attributeName(a.name())
                                .attributeType(a.type())
                                .build()));
        List<GlobalSecondaryIndex> global = indexes.stream()
                .filter(Index::global)
                .map(i -> GlobalSecondaryIndex.builder()
                        .indexName(i.name())
                        .keySchema(i.key().schema())
                        .projection(i.projection())
                        .build())
                .toList();
        List<LocalSecondaryIndex> local = indexes.stream()
                .filter(i -> !i.global())
                .map(i -> LocalSecondaryIndex.builder()
                        .indexName(i.name())
                        .keySchema(i.key().schema())
                        .projection(i.projection())
                        .build())
                .toList();
        return CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(definitions.values())
                .keySchema(key.schema())
                .globalSecondaryIndexes(global.isEmpty() ? null : global)
                .localSecondaryIndexes(local.isEmpty() ? null : local)
                .streamSpecification(stream.map(view -> StreamSpecification.builder()
                                .streamEnabled(true)
                                .streamViewType(view)
                                .build())
                        .orElse(null))
                .build();
    }
}
