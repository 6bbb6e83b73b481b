package io.seatline.infra;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** Dependencies between the packages of the CDK app. */
@AnalyzeClasses(packages = "io.seatline.infra", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("io.seatline.infra.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_app_depends_on_its_root_package = ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("io.seatline.infra.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.seatline.infra");

    @ArchTest
    static final ArchRule the_app_knows_the_events_but_not_the_functions = ArchRuleDefinition.noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.seatline.domain..", "io.seatline.usecase..", "io.seatline.adapter..", "io.seatline.lambda..");
}
