package io.hellwall.doctor;

import java.net.URI;

import io.hellwall.account.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the operator wants to know besides.
 *
 * @param through where a running service is asked through its proxies; null for nowhere
 * @param mailTo who gets a test mail; null for nobody
 */
public record Question(@Nullable URI through, @Nullable EmailAddress mailTo) {
}
