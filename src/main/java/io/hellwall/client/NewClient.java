package io.hellwall.client;

/**
 * A client that was just registered.
 *
 * @param secret stored nowhere, and never shown again
 */
public record NewClient(Client client, ClientSecret secret) {
}
