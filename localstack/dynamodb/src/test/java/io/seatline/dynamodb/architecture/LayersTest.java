package io.seatline.dynamodb.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The engine's packages form no cycle, and none knows Seatline. */
@AnalyzeClasses(packages = "io.seatline.dynamodb", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("io.seatline.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule engine_knows_nothing_of_seatline = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "io.seatline.dynamodb..",
                    "software.amazon.awssdk..",
                    "com.fasterxml.jackson..",
                    "org.h2..",
                    "com.sun.net.httpserver..",
                    "org.slf4j.."));

    @ArchTest
    static final ArchRule values_and_expressions_know_no_tables = noClasses()
            .that(resideInAnyPackage("io.seatline.dynamodb.value..", "io.seatline.dynamodb.expression.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.seatline.dynamodb.store..",
                    "io.seatline.dynamodb.table..",
                    "io.seatline.dynamodb.operation.."));
}
