package io.seatline.infra.function;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.seatline.lambda.runtime.Wiring;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The Lambda handlers of the functions module, from their compiled classes. */
final class Handlers {
    private static final String PACKAGE = "io.seatline.lambda";

    private Handlers() {}

    /** All handler classes by the template's handler name. */
    static Map<String, JavaClass> byName() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(PACKAGE);
        Map<String, JavaClass> handlers = new TreeMap<>();
        for (JavaClass type : classes) {
            boolean handler =
                    type.isAssignableTo(RequestHandler.class) || type.isAssignableTo(RequestStreamHandler.class);
            if (handler && type.getPackageName().equals(PACKAGE)) {
                handlers.put(type.getName() + "::handleRequest", type);
            }
        }
        return handlers;
    }

    /** The constructor that the Lambda runtime calls. */
    static JavaConstructor constructor(JavaClass handler) {
        return handler.getConstructor();
    }

    /** The reads that a handler's no-arg constructor passes to its priming. */
    static Set<Wiring.Read> primedReads(JavaClass handler) {
        Set<Wiring.Read> reads = EnumSet.noneOf(Wiring.Read.class);
        constructor(handler).getFieldAccesses().stream()
                .filter(access -> access.getTargetOwner().isEquivalentTo(Wiring.Read.class))
                .forEach(access ->
                        reads.add(Wiring.Read.valueOf(access.getTarget().getName())));
        return reads;
    }
}
