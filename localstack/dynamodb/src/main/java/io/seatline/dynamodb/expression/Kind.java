package io.seatline.dynamodb.expression;

import io.seatline.dynamodb.error.Errors;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A request parameter that contains an expression, with a cache of its parsed expressions. */
enum Kind {
    CONDITION("ConditionExpression", "AND", "OR", "NOT", "BETWEEN", "IN"),
    FILTER("FilterExpression", "AND", "OR", "NOT", "BETWEEN", "IN"),
    KEY_CONDITION("KeyConditionExpression", "AND", "OR", "NOT", "BETWEEN", "IN"),
    UPDATE("UpdateExpression", "SET", "REMOVE", "ADD", "DELETE"),
    PROJECTION("ProjectionExpression");

    private static final int MAX_CACHED = 2_000;
    final Set<String> keywords;
    private final String parameter;
    /** Programs send the same few texts with different values. */
    private final Map<String, List<Node>> parsed = new ConcurrentHashMap<>();

    Kind(String parameter, String... keywords) {
        this.keywords = Set.of(keywords);
        this.parameter = parameter;
    }

    List<Node> parse(String text) {
        if (parsed.size() >= MAX_CACHED) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(text, missing -> new Parser(this, missing).parse());
    }

    void refuseIf(boolean broken, String problem) {
        if (broken) {
            throw invalid(problem);
        }
    }

    AwsServiceException invalid(String problem) {
        return Errors.validation("Invalid " + parameter + ": " + problem);
    }
}
