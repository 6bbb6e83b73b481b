package io.seatline.dynamodb.expression;

import static io.seatline.dynamodb.expression.Node.Operator.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.seatline.dynamodb.expression.Node.*;
import io.seatline.dynamodb.value.Value;
import java.math.BigInteger;
import java.util.*;
import java.util.function.Supplier;
import java.util.regex.*;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Parses an expression. Only the token after {@code )} shows whether a condition or an operand was enclosed. */
final class Parser {
    private static final int MAX_BYTES = 4_096;
    private static final int MAX_OPERATORS = 300;
    private static final int MAX_LEVELS = 32;
    private static final int MAX_DEPTH = 400;
    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*|#\\w+");
    private static final Pattern VALUE = Pattern.compile(":\\w+");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]*");
    private static final Pattern TOKEN = Pattern.compile(
            String.join("|", NAME.pattern(), VALUE.pattern(), INDEX.pattern(), "<>|<=|>=|[^ \\t\\r\\n]"));
    private static final String END = "<EOF>";
    private static final Set<String> RESERVED = loadReserved();
    private final Kind kind;
    private final String text;
    private final List<MatchResult> tokens;
    private int at;
    private int depth;
    private int operators;
    private int opened = -1;
    private int closed = -1;
    /** The first broken rule; it is reported only if the syntax is correct. */
    private String problem;

    Parser(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
        int size = Value.utf8(text);
        kind.refuseIf(size == 0, "The expression can not be empty;");
        String tooLong = "Expression size has exceeded the maximum allowed size; expression size: ";
        kind.refuseIf(size > MAX_BYTES, tooLong + size);
        this.tokens = TOKEN.matcher(text).results().toList();
    }

    static boolean isReserved(String word) {
        return RESERVED.contains(word.toUpperCase(Locale.ROOT));
    }

    private static Set<String> loadReserved() {
        try (Scanner words = new Scanner(Parser.class.getResourceAsStream("reserved-words.txt"), UTF_8)) {
            return words.tokens().collect(Collectors.toUnmodifiableSet());
        }
    }

    List<Node> parse() {
        List<Node> nodes =
                switch (kind) {
                    case PROJECTION -> separated(this::path);
                    case UPDATE -> sections();
                    case CONDITION, FILTER, KEY_CONDITION -> List.of(expectKind(CONDITIONS, alternatives()));
                };
        require(skip(END));
        note(operators > MAX_OPERATORS, "The expression contains too many operators; operator count: " + operators);
        kind.refuseIf(problem != null, problem);
        return nodes;
    }

    private void note(boolean broken, String rule) {
        problem = broken && problem == null ? rule : problem;
    }

    private Node alternatives() {
        return joined(OR, () -> joined(AND, this::negation));
    }

    private Node joined(Operator operator, Supplier<Node> part) {
        Node read = part.get();
        while (is(operator.symbol)) {
            Node left = expectKind(CONDITIONS, read);
            next();
            read = operation(operator, List.of(left, expectKind(CONDITIONS, part.get())));
        }
        return read;
    }

    private Node negation() {
        return skip("NOT") ? operation(NOT, List.of(expectKind(CONDITIONS, negation()))) : comparison();
    }

    private Node comparison() {
        Node read = term();
        for (Operator operator : kind == Kind.UPDATE ? SIGNS : COMPARISONS) {
            if (is(operator.symbol)) {
                List<Node> operands = new ArrayList<>(List.of(expectKind(OPERANDS, read)));
                next();
                operands.addAll(otherOperands(operator));
                return operation(operator, operands);
            }
        }
        return read;
    }

    private List<Node> otherOperands(Operator operator) {
        return switch (operator) {
            case BETWEEN -> {
                Node lower = operand();
                require(skip("AND"));
                yield List.of(lower, operand());
            }
            case IN -> enclosed(() -> separated(this::operand));
            case PLUS, MINUS -> List.of(term());
            default -> List.of(operand());
        };
    }

    private Node term() {
        Supplier<Node> inner = kind == Kind.UPDATE ? this::comparison : this::alternatives;
        return is("(") ? parenthesized(inner) : bareOperand();
    }

    private Node operand() {
        return is("(") ? parenthesized(this::operand) : expectKind(OPERANDS, bareOperand());
    }

    private List<Node> sections() {
        List<Node> actions = new ArrayList<>();
        Set<Operator> clauses = EnumSet.noneOf(Operator.class);
        do {
            Operator clause = ACTIONS.stream()
                    .filter(operator -> skip(operator.symbol))
                    .findFirst()
                    .orElseThrow(this::unexpected);
            actions.addAll(separated(() -> action(clause)));
            note(!clauses.add(clause), "The \"" + clause + "\" section can only be used once in an update expression;");
        } while (!is(END));
        return actions;
    }

    private Node action(Operator clause) {
        List<Node> operands = new ArrayList<>(List.of(path()));
        if (clause == SET) {
            require(skip("="));
            operands.add(comparison());
        } else if (clause != REMOVE) {
            operands.add(new Parameter(expect(VALUE)));
        }
        return new Operation(clause, operands);
    }

    private Node bareOperand() {
        if (is(VALUE)) {
            return new Parameter(next());
        }
        boolean isCall = is(NAME) && !token(at).startsWith("#") && token(at + 1).equals("(");
        return isCall ? call(next()) : path();
    }

    private Node call(String name) {
        Operator function = FUNCTIONS.stream()
                .filter(known -> known.symbol.equals(name))
                .findFirst()
                .orElseThrow(() -> kind.invalid("Invalid function name; function: " + name));
        boolean isForUpdates = UPDATE_FUNCTIONS.contains(function);
        String wrong = isForUpdates ? "a condition" : "an update";
        String rule = "The function is not allowed in " + wrong + " expression; function: " + name;
        note(isForUpdates != (kind == Kind.UPDATE), rule);
        return operation(function, enclosed(() -> separated(this::operand)));
    }

    private Node operation(Operator operator, List<Node> operands) {
        operators++;
        return new Operation(operator, operands);
    }

    private Path path() {
        List<Path.Step> steps = new ArrayList<>(List.of(name()));
        while (is(".") || is("[")) {
            steps.add(next().equals(".") ? name() : index());
        }
        int levels = steps.size();
        note(levels > MAX_LEVELS, "The document path has too many nesting levels; nesting levels: " + levels);
        return new Path(steps);
    }

    private Path.Step name() {
        String name = expect(NAME);
        note(isReserved(name), "Attribute name is a reserved keyword; reserved keyword: " + name);
        return new Path.Name(name);
    }

    private Path.Step index() {
        BigInteger index = new BigInteger(expect(INDEX));
        note(index.bitLength() > 31, "List index is not within the allowable range; index: [" + index + "]");
        require(skip("]"));
        return new Path.Index("[" + index + "]", index.intValue());
    }

    private Node expectKind(Set<Operator> allowed, Node read) {
        Operator operator = read instanceof Operation operation ? operation.operator() : null;
        if (operator == null && allowed == OPERANDS) {
            return read;
        }
        require(allowed.contains(operator) || FUNCTIONS.contains(operator));
        String rule = "The function is not allowed to be used this way in an expression; function: ";
        note(!allowed.contains(operator), rule + operator.symbol);
        return read;
    }

    private Node parenthesized(Supplier<Node> inner) {
        int start = at;
        Node read = enclosed(inner);
        // Parentheses are redundant if they directly enclose the pair that closed last.
        if (opened == start + 1 && closed == at - 2) {
            throw kind.invalid("The expression has redundant parentheses;");
        }
        opened = start;
        closed = at - 1;
        return read;
    }

    private <T> T enclosed(Supplier<T> inner) {
        require(skip("("));
        require(++depth <= MAX_DEPTH);
        T read = inner.get();
        depth--;
        require(skip(")"));
        return read;
    }

    private List<Node> separated(Supplier<Node> element) {
        List<Node> elements = new ArrayList<>();
        do {
            elements.add(element.get());
        } while (skip(","));
        return elements;
    }

    private String token(int index) {
        return index < tokens.size() ? tokens.get(index).group() : END;
    }

    private String next() {
        return token(at++);
    }

    private boolean is(String symbol) {
        return token(at).equalsIgnoreCase(symbol);
    }

    private boolean is(Pattern type) {
        return type.matcher(token(at)).matches()
                && !kind.keywords.contains(token(at).toUpperCase(Locale.ROOT));
    }

    private boolean skip(String symbol) {
        boolean is = is(symbol);
        at += is ? 1 : 0;
        return is;
    }

    private void require(boolean met) {
        if (!met) {
            throw unexpected();
        }
    }

    private String expect(Pattern type) {
        require(is(type));
        return next();
    }

    private AwsServiceException unexpected() {
        int from = tokens.isEmpty() ? 0 : tokens.get(Math.max(at - 1, 0)).start();
        int last = Math.min(at + 1, tokens.size() - 1);
        int to = tokens.isEmpty() ? 0 : tokens.get(last).end();
        String near = text.substring(from, to);
        return kind.invalid("Syntax error; token: \"" + token(at) + "\", near: \"" + near + "\"");
    }
}
