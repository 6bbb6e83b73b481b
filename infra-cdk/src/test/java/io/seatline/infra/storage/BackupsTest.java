package io.seatline.infra.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import io.seatline.infra.deployment.BackupVault;
import io.seatline.infra.deployment.DeploymentOptions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The option {@code backupVault}: daily backups, copied to another account. */
@RequiresNode
class BackupsTest {
    private static final String VAULT = "arn:aws:backup:ap-southeast-1:210987654321:backup-vault:seatline";
    private static final Synthesis BACKED_UP = Synthesis.of(DeploymentOptions.of(Map.of("backupVault", VAULT)));

    @Test
    void without_the_option_there_is_no_backup_plan() {
        assertEquals(Map.of(), Synthesis.dev().properties("AWS::Backup::BackupPlan"));
    }

    @Test
    void a_daily_backup_is_kept_and_copied_for_35_days() {
        JsonNode rules = BACKED_UP.resource("BackupPlan").at("/Properties/BackupPlan/BackupPlanRule");

        assertEquals(1, rules.size());
        assertEquals("cron(0 20 * * ? *)", rules.at("/0/ScheduleExpression").asText());
        assertEquals(35, rules.at("/0/Lifecycle/DeleteAfterDays").asInt());
        assertEquals(
                VAULT, rules.at("/0/CopyActions/0/DestinationBackupVaultArn").asText());
        assertEquals(35, rules.at("/0/CopyActions/0/Lifecycle/DeleteAfterDays").asInt());
    }

    @Test
    void all_four_tables_are_backed_up() {
        Set<String> tables = new TreeSet<>();
        BACKED_UP.properties("AWS::Backup::BackupSelection").values().forEach(selection -> selection
                .at("/BackupSelection/Resources")
                .forEach(table -> tables.add(Synthesis.target(table))));

        assertEquals(Set.of("BookingsTable", "CatalogTable", "SeatClaimsTable", "WaitlistTable"), tables);
    }

    @Test
    void the_vault_has_a_key_of_its_own_which_rotates() {
        assertEquals("BackupKey", Synthesis.target(BACKED_UP.resource("Backups").at("/Properties/EncryptionKeyArn")));
        JsonNode key = BACKED_UP.resource("BackupKey").path("Properties");
        assertTrue(key.path("EnableKeyRotation").asBoolean());
        assertTrue(key.path("KeyPolicy").toString().contains(":iam::210987654321:root"), key::toString);
    }

    @Test
    void the_vault_is_another_than_the_default_one() {
        assertThrows(IllegalArgumentException.class, () -> new BackupVault("seatline"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BackupVault(VAULT.replace("vault:seatline", "vault:Default")));
    }
}
