package io.hellwall.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a restore did, for whoever has to go on.
 *
 * @param folder the data directory; null if only the epoch was opened
 * @param backupAt when the backup was made; null if only the epoch was opened
 * @param keys the key files that were written
 * @param epoch what became of what was in the stores; null if no store was restored
 */
public record RestoreReport(@Nullable Path folder, @Nullable Instant backupAt, Set<String> keys,
		@Nullable Epoch epoch) {

	/**
	 * What a restore epoch changed.
	 *
	 * @param sessions how many sessions need a passcode, or have ended
	 * @param passwords how many accounts have to replace their passwords
	 * @param passcodes how many passcodes are void
	 * @param registrations how many unfinished registrations are void
	 * @param adminKeys names of the admin keys that are revoked
	 * @param webhooks ids and addresses of the webhooks that are disabled
	 * @param clients ids and names of the clients, which all stay good
	 */
	public record Epoch(int sessions, int passwords, int passcodes, int registrations, List<String> adminKeys,
			List<String> webhooks, List<String> clients) {
	}

}
