package io.seatline.local.rush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine;

class ParametersTest {

    @ParameterizedTest
    @CsvSource({
        "--pay=1.5, '--pay must be from 0 to 1, not 1.5.'",
        "--rate=0, '--rate must be from 0.1 to 10000, not 0.'",
        "--seats=10, '--seats must be from 20 to 1000, not 10.'",
        "--storm=0, '--storm must be from 1 to 50000, not 0.'"
    })
    void what_has_no_sense_is_refused_by_its_name(String argument, String refusal) {
        Parameters parameters = new Parameters();
        new CommandLine(parameters).parseArgs(argument);

        assertEquals(
                refusal,
                assertThrows(ParameterException.class, parameters::validate).getMessage());
    }

    @Test
    void the_defaults_are_good() {
        Parameters parameters = new Parameters();
        new CommandLine(parameters).parseArgs();

        parameters.validate();
    }
}
