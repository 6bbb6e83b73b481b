package io.seatline.lambda.manage;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.Http.Problem;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.manage.ChangeSales;
import io.seatline.usecase.manage.ChangeSales.Result;
import io.seatline.usecase.manage.ShowNumbers;
import java.util.List;

/** Closes the sales of a show, opens them again, and cancels the show. */
public final class SalesRoutes {
    private final ChangeSales changeSales;
    private final ShowNumbers numbers;

    public SalesRoutes(Wiring wiring) {
        changeSales = wiring.changeSales();
        numbers = wiring.showNumbers();
    }

    public List<ManageRoute> routes() {
        return List.of(
                ManageRoute.of(
                        "POST /api/v1/manage/shows/{show_id}/close",
                        event -> decide(event, SalesControl.CLOSED, Reason.required(event), 200)),
                ManageRoute.of(
                        "POST /api/v1/manage/shows/{show_id}/reopen",
                        event -> decide(event, SalesControl.OPEN, Reason.optional(event), 200)),
                ManageRoute.of(
                        "POST /api/v1/manage/shows/{show_id}/cancel",
                        event -> decide(event, SalesControl.CANCELLED, Reason.required(event), 202)));
    }

    private APIGatewayV2HTTPResponse decide(
            APIGatewayV2HTTPEvent event, SalesControl decision, String reason, int status) {
        ShowId show = Http.showId(event);
        return switch (changeSales.decide(show, decision, reason, Http.staff(event))) {
            case Result.Decided _ ->
                Http.json(status, ShowViews.show(numbers.details(show).orElseThrow(() -> Http.notFound("show"))));
            case Result.NoSuchShow _ -> throw Http.notFound("show");
            case Result.ShowCancelled _ -> throw showCancelled();
            case Result.ShowOver _ -> throw showOver();
        };
    }

    static Problem showOver() {
        return new Problem(409, "show_over", "The show is over.");
    }

    static Problem showCancelled() {
        return new Problem(409, "show_cancelled", "The show is cancelled, which cannot be undone.");
    }
}
