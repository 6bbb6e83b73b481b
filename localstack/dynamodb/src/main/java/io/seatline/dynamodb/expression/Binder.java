package io.seatline.dynamodb.expression;

import static io.seatline.dynamodb.expression.Node.Operator.*;

import io.seatline.dynamodb.expression.Node.*;
import io.seatline.dynamodb.value.*;
import io.seatline.dynamodb.value.Value.*;
import java.util.*;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Replaces the placeholders of parsed expressions, checks operands and collects all paths. */
record Binder(Kind kind, Placeholders placeholders, List<Path> paths) {
    private static final int MAX_IN_OPERANDS = 100;
    private static final Set<String> TYPES = Set.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");
    private static final Map<String, String> LONG_TYPES = Map.of(
            "S", "STRING", "N", "NUMBER", "B", "BINARY", "BOOL", "BOOLEAN", "NULL", "NULL", "L", "LIST", "M", "MAP");

    Node bind(Node node) {
        return switch (node) {
            case Constant bound -> bound;
            case Parameter(String placeholder) -> new Constant(placeholders.value(kind, placeholder));
            case Path(var steps) -> {
                paths.add(new Path(steps.stream().map(this::bind).toList()));
                yield paths.getLast();
            }
            case Operation(Operator operator, var operands) -> {
                List<Node> bound = operands.stream().map(this::bind).toList();
                check(operator, bound);
                yield new Operation(operator, bound);
            }
        };
    }

    private Path.Step bind(Path.Step step) {
        boolean isPlaceholder = step instanceof Path.Name && step.text().startsWith("#");
        return isPlaceholder ? new Path.Name(placeholders.name(kind, step.text())) : step;
    }

    private void check(Operator operator, List<Node> operands) {
        int size = operands.size();
        String named = "operator or function: " + operator.symbol;
        boolean wrongSize = FUNCTIONS.contains(operator) && size != (UNARY_FUNCTIONS.contains(operator) ? 1 : 2);
        String count = ", number of operands: " + size;
        kind.refuseIf(wrongSize, "Incorrect number of operands for operator or function; " + named + count);
        String tooMany = "The IN operator is provided with too many operands; number of operands: " + (size - 1);
        kind.refuseIf(operator == IN && size - 1 > MAX_IN_OPERANDS, tooMany);
        Node first = operands.getFirst();
        if (CONDITIONS.contains(operator) && first instanceof Path && operands.lastIndexOf(first) > 0) {
            throw kind.invalid("The first operand must be distinct from the remaining operands for this operator or"
                    + " function; operator: " + operator.symbol + ", first operand: " + first);
        }
        boolean needsPath = PATH_FUNCTIONS.contains(operator) && !(first instanceof Path);
        kind.refuseIf(needsPath, "Operator or function requires a document path; " + named);
        operands.forEach(operand -> checkType(operator, operand));
        if (operator == ATTRIBUTE_TYPE) {
            checkTypeName(operands.getLast());
        }
        if (operator == BETWEEN
                && operands.get(1) instanceof Constant(Value lower)
                && operands.get(2) instanceof Constant(Value upper)) {
            checkBounds(lower, upper);
        }
    }

    private void checkType(Operator operator, Node operand) {
        boolean isSize = operand instanceof Operation operation && operation.operator() == SIZE;
        String type = operand instanceof Constant(Value value) ? value.type() : isSize ? "N" : null;
        if (type != null && !operator.types.isEmpty() && !operator.types.contains(type)) {
            throw wrongType(operator, type);
        }
    }

    private AwsServiceException wrongType(Operator operator, String type) {
        boolean isAction = ACTIONS.contains(operator);
        return kind.invalid("Incorrect operand type for operator or function; operator"
                + (isAction ? ": " + operator : " or function: " + operator.symbol)
                + ", operand type: "
                + (isAction ? LONG_TYPES.get(type) + ", typeSet: ALLOWED_FOR_" + operator + "_OPERAND" : type));
    }

    private void checkTypeName(Node operand) {
        if (!(operand instanceof Constant(Text(String type)))) {
            throw wrongType(ATTRIBUTE_TYPE, "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
        }
        String problem = "Invalid attribute type name found; type: ";
        kind.refuseIf(!TYPES.contains(type), problem + type + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
    }

    private void checkBounds(Value lower, Value upper) {
        boolean comparable = lower.isComparableTo(upper);
        if (!comparable || lower.compareTo(upper) > 0) {
            String rule = comparable
                    ? "upper bound to be greater than or equal to lower bound"
                    : "same data type for lower and upper bounds";
            throw kind.invalid("The BETWEEN operator requires " + rule + "; lower bound operand: " + described(lower)
                    + ", upper bound operand: " + described(upper));
        }
    }

    private static String described(Value bound) {
        String bytes = "java.nio.HeapByteBuffer[pos=0 lim=%1$d cap=%1$d]";
        String text = bound instanceof Text(String s)
                ? s
                : bound instanceof Num ? bound.toString() : bytes.formatted(bound.size());
        return "AttributeValue: {" + bound.type() + ":" + text + "}";
    }
}
