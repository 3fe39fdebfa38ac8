package io.hellwall.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a key is for. Each purpose has a key of its own, so that no two outputs mix. */
public enum Purpose {

	/** Base tokens. */
	BASE,

	/** Handles: what a token is found by. */
	HANDLE,

	/** Master tokens. */
	MASTER,

	/** Salts of successors. */
	RENEWAL,

	/** Stored passcodes. */
	PASSCODE,

	/** Credential fingerprints. */
	FINGERPRINT,

	/** Check values, by which a database recognises its server keys. */
	CHECK,

	/** Ids that guesses at unknown addresses are counted for. */
	NOBODY,

	/** Proofs that rows of the audit were written here. */
	AUDIT,

	/** What is encrypted, because it must be read again. */
	BOX,

	/** By what an import recognises its file. */
	IMPORT,

	/** What a browser keeps encrypted between two forms. */
	FORM;

	/** The HKDF info string (RFC 5869 §3.2). Changing one changes every token. */
	byte[] info() {
		return ("hellwall/1/" + name().toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.US_ASCII);
	}

}
