package io.seatline.infra.function;

import io.seatline.infra.deployment.CustomDomain;
import io.seatline.infra.mail.CustomerMail;
import java.util.Optional;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/**
 * All functions of a stack.
 *
 * @param ipn receives MoMo's IPNs
 * @param http answers the HTTP API
 * @param deadlines finds and meets deadlines
 * @param workers refunds, show queues and the outbox
 * @param notices alerts support, and notifies and mails customers
 */
public record Functions(
        IpnEndpoint ipn,
        HttpFunctions http,
        DeadlineFunctions deadlines,
        WorkerFunctions workers,
        NoticeFunctions notices) {

    /**
     * Adds the functions.
     *
     * @param code the zip with every handler
     * @param publicUrl the URL that customers call, without a trailing slash
     * @param mail how to mail customers; empty if no sender is chosen
     * @param domain the domain that MoMo calls in place of the function's URL, if there is one
     */
    public static Functions in(
            Construct scope,
            Code code,
            Resources resources,
            String publicUrl,
            Optional<CustomerMail> mail,
            Optional<CustomDomain> domain) {
        DataPermissions data = new DataPermissions(resources);
        Environment environment = Environment.of(resources, publicUrl);
        IpnEndpoint ipn = IpnEndpoint.in(new FunctionContext(scope, code, resources, environment, data));
        String ipnUrl =
                domain.map(CustomDomain::url).map(url -> url + IpnEndpoint.PATH).orElseGet(ipn::ipnUrl);
        FunctionContext context =
                new FunctionContext(scope, code, resources, environment.with("MOMO_IPN_URL", ipnUrl), data);
        Functions functions = new Functions(
                ipn,
                HttpFunctions.in(context),
                DeadlineFunctions.in(context),
                WorkerFunctions.in(context),
                NoticeFunctions.in(context, mail));
        CatalogImport.in(context);
        TableReconciliation.in(context);
        return functions;
    }
}
