package io.seatline.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on field values that the type alone does not express; schema and record agree on each. */
class FieldRulesTest {

    @ParameterizedTest(name = "{0}: {1} = {2} is refused")
    @CsvSource(delimiter = '|', textBlock = """
                    SeatsHeldV1         | event_id    | " "
                    SeatsHeldV1         | occurred_at | "yesterday"
                    SeatsHeldV1         | held_until  | "2026-02-30T00:00:00Z"
                    SeatsHeldV1         | booking_id  | "stray"
                    SeatsHeldV1         | booking_id  | "bk1"
                    SeatsHeldV1         | customer_id | ""
                    SeatsHeldV1         | show_id     | "SH7F3K"
                    SeatsHeldV1         | seats       | []
                    SeatsHeldV1         | seats       | ["F12", "F12"]
                    SeatsHeldV1         | seats       | ["sh7f3k.F12"]
                    SeatsHeldV1         | seats       | ["F0"]
                    SeatsHeldV1         | seats       | ["12"]
                    SeatsHeldV1         | seats       | ["F-1"]
                    SeatsHeldV1         | seats       | [null]
                    SeatsHeldV1         | amount      | -1
                    SeatsHeldV1         | amount      | 0.5
                    SeatsHeldV1         | amount      | null
                    SeatsHeldV1         | amount      | 9223372036854775808
                    SeatsHeldV1         | currency    | "vnd"
                    BookingCancelledV1  | reason      | "CUSTOMER"
                    BookingPaidV1       | order_id    | "stray.tg6mzgikrhggy7dna2c6635tef"
                    RefundRequestedV1   | booking_id  | "BKVXFAZU3RYQDS6JYDAT2C7X64NV"
                    RefundRequestedV1   | order_id    | "bks3ttizn5yqds6jydat2c7x64nv.0"
                    RefundRequestedV1   | refund_id   | "bks3ttizn5yqds6jydat2c7x64nv.1"
                    RefundRequestedV1   | refund_id   | "bks3ttizn5yqds6jydat2c7x64nv-r1"
                    RefundRequestedV1   | seats       | ["F12", "F12"]
                    RefundRequestedV1   | seats       | ["sh7f3k.F12"]
                    RefundRequestedV1   | reason      | "OTHER"
                    RefundFailedV1      | refund_id   | "stray.tg6mzgikrhggy7dna2c6635tef-r0"
                    RefundFailedV1      | show_id     | "SH7F3K"
                    RefundSucceededV1   | customer_id | " "
                    RefundSucceededV1   | by_hand     | null
                    RefundV1            | refund_id   | "bks3ttizn5yqds6jydat2c7x64nv.1-r1-1"
                    SupportCaseOpenedV1 | reason      | "OTHER"
                    SupportCaseOpenedV1 | reason      | "PAID_BY_HAND"
                    SupportCaseOpenedV1 | case_id     | "CASE#1"
                    SupportCaseOpenedV1 | case_id     | "bks3ttizn5yqds6jydat2c7x64nv.1"
                    SupportCaseClosedV1 | case_id     | "stray.tg6mzgikrhggy7dna2c6635tef-r1"
                    SupportCaseOpenedV1 | booking_id  | "stray"
                    OfferMadeV1         | entry_id    | "q4d7wz2mfbtk3xrj6nvo5hyelc"
                    OfferMadeV1         | entry_id    | "sh7f3k.Q4D7WZ2MFBTK3XRJ6NVO5HYELC"
                    OfferMadeV1         | entry_id    | "sh7f3k.q4d7wz2mfbtk3xrj6nvo5hyelcd"
                    OfferMadeV1         | seats       | 2
                    OfferMadeV1         | booking_id  | "stray"
                    WaitlistJoinedV1    | seats       | 0
                    WaitlistJoinedV1    | seats       | 11
                    WaitlistJoinedV1    | seats       | null
                    WaitlistJoinedV1    | seats       | ["F12"]
                    WaitlistJoinedV1    | accessible  | null
                    WaitlistLeftV1      | entry_id    | "sh7f3k."
                    TicketAdmittedV1    | scan_id     | "a b"
                    TicketAdmittedV1    | seats       | []
                    TicketAdmittedV1    | staff_id    | " "
                    TicketAdmittedV1    | admitted_at | null
                    AdmissionUndoneV1   | booking_id  | "stray"
                    AdmissionUndoneV1   | reason      | " "
                    SeatsBlockedV1      | reason      | " "
                    SeatsBlockedV1      | block_id    | "stray"
                    SeatsUnblockedV1    | seats       | []
                    SeatsReleasedV1     | release     | 0
                    SeatsReleasedV1     | type        | "Unheard.v1"
                    LatePaymentV1       | order_id    | "bks3ttizn5yqds6jydat2c7x64nv"
                    JoinV1              | entry_id    | "sh7f3k.1"
                    LeaveV1             | entry_id    | "sh7f3k"
                    DeadlineV1          | kind        | "SOON"
                    DeadlineV1          | type        | "TABLE"
                    TickV1              | shard       | "first"
                    """)
    void refuses(String record, String field, String value) throws Exception {
        expect(false, record, field, value);
    }

    @ParameterizedTest(name = "{0}: {1} = {2} is accepted")
    @CsvSource(delimiter = '|', textBlock = """
                    SeatsHeldV1         | occurred_at | "2026-11-20T12:00:00.123456789Z"
                    SeatsHeldV1         | seats       | ["AA1", "F120", "Đ7", "12-3"]
                    SeatsHeldV1         | amount      | 0
                    SeatsHeldV1         | amount      | 9223372036854775807
                    BookingCancelledV1  | reason      | "SHOW_CANCELLED"
                    RefundRequestedV1   | booking_id  | "stray"
                    RefundRequestedV1   | order_id    | "stray.tg6mzgikrhggy7dna2c6635tef"
                    RefundRequestedV1   | refund_id   | "stray.tg6mzgikrhggy7dna2c6635tef-r12"
                    RefundSucceededV1   | seats       | []
                    RefundSucceededV1   | reason      | "SHOW_CANCELLED"
                    SupportCaseOpenedV1 | case_id     | "stray.tg6mzgikrhggy7dna2c6635tef"
                    SupportCaseOpenedV1 | order_id    | ""
                    SupportCaseClosedV1 | note        | ""
                    WaitlistJoinedV1    | seats       | 1
                    WaitlistJoinedV1    | seats       | 10
                    WaitlistJoinedV1    | accessible  | true
                    DeadlineV1          | kind        | "REALLOCATE"
                    DeadlineV1          | kind        | "JOIN"
                    DeadlineV1          | kind        | "LEAVE"
                    DeadlineV1          | type        | "WAITLIST_ENTRY"
                    DeadlineV1          | type        | "REFUND"
                    TickV1              | shard       | "15"
                    """)
    void accepts(String record, String field, String value) throws Exception {
        expect(true, record, field, value);
    }

    /** Only the record checks this: a schema cannot compare two fields. */
    @ParameterizedTest
    @ValueSource(strings = {"JoinV1", "LeaveV1", "WaitlistJoinedV1", "OfferMadeV1", "WaitlistLeftV1"})
    void record_rejects_a_waitlist_entry_of_another_show(String record) {
        Contract contract = contract(record);

        for (String show : List.of("sh7f3", "h7f3k", "sh7f3k1")) {
            assertFalse(contract.recordAccepts(contract.sample().put("show_id", show)), show);
        }
    }

    private static void expect(boolean accepted, String record, String field, String value) throws Exception {
        Contract contract = contract(record);
        ObjectNode changed = contract.sample();
        changed.set(field, Contract.JSON.readTree(value));

        assertEquals(accepted, contract.schemaAccepts(changed), "schema");
        assertEquals(accepted, contract.recordAccepts(changed), "record");
    }

    private static Contract contract(String record) {
        return Contract.all()
                .filter(c -> c.type().getSimpleName().equals(record))
                .findFirst()
                .orElseThrow();
    }
}
