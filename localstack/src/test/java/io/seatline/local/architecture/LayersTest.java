package io.seatline.local.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checks that emulated services depend only on the template and the clock, and that only the application joins them. */
@AnalyzeClasses(packages = "io.seatline.local", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String LOCAL = "io.seatline.local..";
    private static final String CLOCK = "io.seatline.local.clock..";
    private static final String TEMPLATE = "io.seatline.local.template..";
    private static final String MOMO = "io.seatline.local.momo..";
    private static final String APP = "io.seatline.local.app..";
    private static final String DEPLOY = "io.seatline.local.deploy..";
    private static final String CATALOG = "io.seatline.local.catalog..";

    /** What local requests share with the API's. */
    private static final String STRICT_JSON = "io.seatline.lambda.json..";

    private static final String WEB = "io.seatline.local.web..";

    private static final String[] SERVICES = {
        "io.seatline.local.apigateway..",
        "io.seatline.local.cognito..",
        "io.seatline.local.eventbridge..",
        "io.seatline.local.lambda..",
        "io.seatline.local.sqs..",
        "io.seatline.local.tables.."
    };

    /** The deployed code, which only the application and the deployer start. */
    private static final String[] FUNCTIONS = {
        "io.seatline.adapter..",
        "io.seatline.domain..",
        "io.seatline.events..",
        "io.seatline.lambda..",
        "io.seatline.usecase.."
    };

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("io.seatline.local.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule services_do_not_depend_on_app_deployer_catalog_or_momo = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(APP, DEPLOY, CATALOG, MOMO);

    @ArchTest
    static final ArchRule services_do_not_depend_on_the_functions = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .should()
            .dependOnClassesThat(resideInAnyPackage(FUNCTIONS).and(resideOutsideOfPackage(STRICT_JSON)));

    @ArchTest
    static final ArchRule template_depends_on_no_other_package = classes()
            .that()
            .resideInAPackage(TEMPLATE)
            .should()
            .onlyDependOnClassesThat(resideInAPackage(TEMPLATE).or(resideOutsideOfPackage("io.seatline..")));

    @ArchTest
    static final ArchRule clock_depends_on_no_other_package = classes()
            .that()
            .resideInAPackage(CLOCK)
            .should()
            .onlyDependOnClassesThat(resideInAPackage(CLOCK).or(resideOutsideOfPackage("io.seatline..")));

    @ArchTest
    static final ArchRule momo_depends_only_on_the_clock_and_the_reader_of_its_requests = classes()
            .that()
            .resideInAPackage(MOMO)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(MOMO, CLOCK, WEB, STRICT_JSON).or(resideOutsideOfPackage("io.seatline..")));

    @ArchTest
    static final ArchRule app_does_not_depend_on_the_deployer = noClasses()
            .that()
            .resideInAPackage(APP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(DEPLOY);

    @ArchTest
    static final ArchRule queues_tables_and_buses_do_not_depend_on_their_readers = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.seatline.local.sqs..", "io.seatline.local.tables..", "io.seatline.local.eventbridge..")
            .should()
            .dependOnClassesThat(resideInAPackage(LOCAL)
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(
                            CLOCK,
                            TEMPLATE,
                            "io.seatline.local.sqs..",
                            "io.seatline.local.tables..",
                            "io.seatline.local.eventbridge.."))));
}
