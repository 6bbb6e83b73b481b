/** Code that the HTTP adapters share: the POST, the JSON secret and the signature. It depends on no other adapter. */
package io.seatline.adapter.http;
