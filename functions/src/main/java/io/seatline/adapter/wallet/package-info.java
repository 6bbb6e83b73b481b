/** Links that add tickets to Google Wallet. */
package io.seatline.adapter.wallet;
