package io.seatline.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies between the packages of the contracts: events and messages build on {@code contract}. */
@AnalyzeClasses(packages = "io.seatline.events", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule contract_depends_on_no_event_and_no_message = noClasses()
            .that()
            .resideInAPackage("io.seatline.events.contract..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.seatline.events", "io.seatline.events.message..", "io.seatline.events.metric..");

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("io.seatline.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule metrics_depend_on_nothing_else = noClasses()
            .that()
            .resideInAPackage("io.seatline.events.metric..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "io.seatline.events.metric..");
}
