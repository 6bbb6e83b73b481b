package io.seatline.dynamodb.expression;

import io.seatline.dynamodb.error.Errors;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The request parameter that an expression stands in, with the expressions that were parsed for it. */
enum Kind {
    CONDITION("ConditionExpression", "AND", "OR", "NOT", "BETWEEN", "IN"),
    FILTER("FilterExpression", "AND", "OR", "NOT", "BETWEEN", "IN"),
    KEY_CONDITION("KeyConditionExpression", "AND", "OR", "NOT", "BETWEEN", "IN"),
    UPDATE("UpdateExpression", "SET", "REMOVE", "ADD", "DELETE"),
    PROJECTION("ProjectionExpression");

    private static final int MOST_PARSED = 2_000;
    final Set<String> keywords;
    private final String parameter;
    /** Programs send the same few texts again and again with other values. */
    private final Map<String, List<Node>> parsed = new ConcurrentHashMap<>();

    Kind(String parameter, String... keywords) {
        this.keywords = Set.of(keywords);
        this.parameter = parameter;
    }

    List<Node> parse(String text) {
        if (parsed.size() >= MOST_PARSED) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(text, added -> new Parser(this, added).parse());
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
