package io.seatline.lambda.manage;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.ScanId;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.ticket.UndoAdmission;
import java.util.List;

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
        if (!ScanId.isValid(id)
                || undoAdmission.undo(new ScanId(id), Http.staff(event), reason).isEmpty()) {
            throw Http.notFound("admission");
        }
        return Http.noContent();
    }
}
