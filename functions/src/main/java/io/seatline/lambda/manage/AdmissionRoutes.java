package io.seatline.lambda.manage;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.ScanId;
import io.seatline.domain.StaffId;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.Http.Problem;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.ticket.UndoAdmission;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Undoes admissions, which ushers cannot. */
public final class AdmissionRoutes {
    private final UndoAdmission undoAdmission;

    public AdmissionRoutes(Wiring wiring) {
        undoAdmission = wiring.undoAdmission();
    }

    public List<ManageRoute> routes() {
        return List.of(ManageRoute.of("DELETE /api/v1/door/admissions/{scan_id}", this::undo));
    }

    private APIGatewayV2HTTPResponse undo(APIGatewayV2HTTPEvent event) {
        String id = Http.pathParameter(event, "scan_id");
        String reason = Reason.required(event);
        if (!ScanId.isValid(id)) {
            throw Http.notFound("admission");
        }
        return switch (result(new ScanId(id), Http.staff(event), reason)) {
            case UndoAdmission.Result.Undone _ -> Http.noContent();
            case UndoAdmission.Result.NotFound _ -> throw Http.notFound("admission");
            case UndoAdmission.Result.OthersInside(ScanId other) ->
                throw new Problem(
                        409,
                        "seat_admitted_twice",
                        "By scan " + other + ", a door without network let somebody else in for one of these seats."
                                + " Undo that scan first if nobody is inside.",
                        Map.of("scan_id", other.value()));
        };
    }

    private UndoAdmission.Result result(ScanId scan, StaffId by, String reason) {
        try {
            return undoAdmission.undo(scan, by, reason);
        } catch (OptimisticRetry.Exhausted contention) {
            throw new Problem(
                            503,
                            "too_many_at_once",
                            "Other changes of this admission compete. Repeat the same request in a second.")
                    .retryAfter(Duration.ofSeconds(1));
        }
    }
}
