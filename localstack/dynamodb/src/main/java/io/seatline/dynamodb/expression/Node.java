package io.seatline.dynamodb.expression;

import io.seatline.dynamodb.value.Value;
import java.util.*;

/** A node of an expression tree. {@link Parser} creates it, {@link Binder} replaces its placeholders. */
sealed interface Node permits Path, Node.Parameter, Node.Constant, Node.Operation {
    record Parameter(String placeholder) implements Node {}

    record Constant(Value value) implements Node {}

    record Operation(Operator operator, List<Node> operands) implements Node {
        <T extends Node> List<T> all(Class<T> type) {
            return operands.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    enum Operator {
        OR("OR"),
        AND("AND"),
        NOT("NOT"),
        EQUAL("="),
        UNEQUAL("<>"),
        LESS("<", "S", "N", "B"),
        AT_MOST("<=", "S", "N", "B"),
        GREATER(">", "S", "N", "B"),
        AT_LEAST(">=", "S", "N", "B"),
        BETWEEN("BETWEEN", "S", "N", "B"),
        IN("IN"),
        ATTRIBUTE_EXISTS("attribute_exists"),
        ATTRIBUTE_NOT_EXISTS("attribute_not_exists"),
        ATTRIBUTE_TYPE("attribute_type", "S"),
        BEGINS_WITH("begins_with", "S", "B"),
        CONTAINS("contains"),
        SIZE("size", "S", "B", "SS", "NS", "BS", "L", "M"),
        IF_NOT_EXISTS("if_not_exists"),
        LIST_APPEND("list_append", "L"),
        PLUS("+", "N"),
        MINUS("-", "N"),
        SET("SET"),
        REMOVE("REMOVE"),
        ADD("ADD", "N", "SS", "NS", "BS"),
        DELETE("DELETE", "SS", "NS", "BS");

        static final Set<Operator> CONDITIONS = EnumSet.range(OR, CONTAINS);
        static final Set<Operator> OPERANDS = EnumSet.range(SIZE, MINUS);
        static final Set<Operator> COMPARISONS = EnumSet.range(EQUAL, IN);
        static final Set<Operator> FUNCTIONS = EnumSet.range(ATTRIBUTE_EXISTS, LIST_APPEND);
        static final Set<Operator> UPDATE_FUNCTIONS = EnumSet.of(IF_NOT_EXISTS, LIST_APPEND);
        static final Set<Operator> UNARY_FUNCTIONS = EnumSet.of(ATTRIBUTE_EXISTS, ATTRIBUTE_NOT_EXISTS, SIZE);
        static final Set<Operator> PATH_FUNCTIONS =
                EnumSet.of(ATTRIBUTE_EXISTS, ATTRIBUTE_NOT_EXISTS, ATTRIBUTE_TYPE, IF_NOT_EXISTS);
        static final Set<Operator> SIGNS = EnumSet.of(PLUS, MINUS);
        static final Set<Operator> ACTIONS = EnumSet.range(SET, DELETE);

        final String symbol;
        final Set<String> types;

        Operator(String symbol, String... types) {
            this.symbol = symbol;
            this.types = Set.of(types);
        }
    }
}
