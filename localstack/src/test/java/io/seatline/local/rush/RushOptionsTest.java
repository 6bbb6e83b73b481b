package io.seatline.local.rush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class RushOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "--pay=1.5, '--pay must be from 0 to 1, not 1.5.'",
        "--rate=0, '--rate must be from 0.1 to 10000, not 0.'",
        "--seats=10, '--seats must be from 20 to 1000, not 10.'",
        "--storm=0, '--storm must be from 1 to 50000, not 0.'"
    })
    void invalid_value_is_rejected_with_its_option(String argument, String refusal) {
        RushOptions options = parsed(argument);

        assertEquals(
                refusal,
                assertThrows(ParameterException.class, options::validate).getMessage());
    }

    @Test
    void defaults_are_valid() {
        parsed().validate();
    }

    static RushOptions parsed(String... arguments) {
        RushOptions options = new RushOptions();
        new CommandLine(new Rush(options)).parseArgs(arguments);
        return options;
    }
}
