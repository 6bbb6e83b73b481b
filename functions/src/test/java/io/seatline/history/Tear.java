package io.seatline.history;

import io.seatline.usecase.port.Write;
import java.util.List;
import java.util.Random;

/**
 * Restores tables as they may come back: each as it was a few transactions ago, and with only some items of the next
 * one.
 *
 * @param catalog how many transactions the table is behind
 * @param items decides which items of the torn transaction are there
 */
record Tear(int catalog, int seatClaims, int bookings, int waitlist, int items) {
    private enum Table {
        CATALOG,
        SEAT_CLAIMS,
        BOOKINGS,
        WAITLIST,
        NONE
    }

    /** The tables after these transactions, torn. */
    Model apply(List<List<Write>> log) {
        Model torn = new Model();
        Random random = new Random(items);
        for (int i = 0; i < log.size(); i++) {
            int later = log.size() - i;
            torn.write(log.get(i).stream()
                    .filter(write -> later > behind(write) || (later == behind(write) && random.nextBoolean()))
                    .toList());
        }
        return torn;
    }

    private int behind(Write write) {
        return switch (table(write)) {
            case CATALOG -> catalog;
            case SEAT_CLAIMS -> seatClaims;
            case BOOKINGS -> bookings;
            case WAITLIST -> waitlist;
            case NONE -> 0;
        };
    }

    private static Table table(Write write) {
        return switch (write) {
            case Write.TakeSeat _, Write.MoveClaim _, Write.FreeSeat _ -> Table.SEAT_CLAIMS;
            case Write.OpenBooking _,
                    Write.ChangeBooking _,
                    Write.EndHold _,
                    Write.OpenPayment _,
                    Write.ChangePayment _,
                    Write.OpenRefund _,
                    Write.ChangeRefund _,
                    Write.RemoveRefund _,
                    Write.TakeActiveHold _,
                    Write.ChangeActiveHold _,
                    Write.OpenAdmission _,
                    Write.NameScan _,
                    Write.UndoAdmission _,
                    Write.OpenCase _,
                    Write.CloseCase _ -> Table.BOOKINGS;
            case Write.OpenEntry _,
                    Write.ChangeEntry _,
                    Write.SetLiveEntry _,
                    Write.ClearLiveEntry _,
                    Write.ChangeCustomerEntries _,
                    Write.ChangeWaitlistState _,
                    Write.ChangeSales _ -> Table.WAITLIST;
            case Write.ShowSales _ -> Table.CATALOG;
            case Write.PaymentUnchanged _, Write.NoPayment _, Write.RefundUnchanged _, Write.WaitlistStateUnchanged _ ->
                Table.NONE;
        };
    }
}
