package io.seatline.lambda.manage;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.waitlist.WaitlistEntry.Removal;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.manage.ShowWaitlist;
import io.seatline.usecase.waitlist.LeaveWaitlist;
import java.util.List;
import java.util.regex.Pattern;

/** Shows who waits for a show, and removes entries. */
public final class WaitlistRoutes {
    private static final String CURSOR = "cursor";

    /** The place after which the page begins. */
    private static final Pattern PLACE = Pattern.compile("[1-9][0-9]{0,11}");

    private final ShowWaitlist waitlist;
    private final LeaveWaitlist leaveWaitlist;

    public WaitlistRoutes(Wiring wiring) {
        waitlist = wiring.showWaitlist();
        leaveWaitlist = wiring.leaveWaitlist();
    }

    public List<ManageRoute> routes() {
        return List.of(
                new ManageRoute("GET /api/v1/manage/shows/{show_id}/waitlist", List.of(CURSOR), this::list),
                ManageRoute.of("DELETE /api/v1/manage/waitlist/{entry_id}", this::remove));
    }

    private APIGatewayV2HTTPResponse list(APIGatewayV2HTTPEvent event) {
        ShowId show = Http.showId(event);
        return waitlist.page(show, after(event))
                .map(page -> Http.json(200, ShowViews.waitlist(page)))
                .orElseThrow(() -> Http.notFound("show"));
    }

    private static long after(APIGatewayV2HTTPEvent event) {
        return Http.queryParameter(event, CURSOR)
                .map(cursor -> {
                    if (!PLACE.matcher(cursor).matches()) {
                        throw Http.invalid(CURSOR, "must be the next_cursor of a page of this waitlist");
                    }
                    return Long.parseLong(cursor);
                })
                .orElse(0L);
    }

    private APIGatewayV2HTTPResponse remove(APIGatewayV2HTTPEvent event) {
        WaitlistEntryId id = WaitlistEntryId.parse(Http.pathParameter(event, "entry_id"))
                .orElseThrow(() -> Http.notFound("waitlist entry"));
        if (!leaveWaitlist.remove(id, new Removal(Http.staff(event), Reason.required(event)))) {
            throw Http.notFound("waitlist entry");
        }
        return Http.noContent();
    }
}
