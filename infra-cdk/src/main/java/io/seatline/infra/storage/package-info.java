/** Tables, and what operators supply: catalog documents and secrets. */
package io.seatline.infra.storage;
