/**
 * What the adapters share that talk to others over HTTP: the POST itself, the secret that they are given, and the
 * signature that it makes. Knows no other adapter.
 */
package io.seatline.adapter.http;
