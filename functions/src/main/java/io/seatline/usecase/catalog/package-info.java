/** The catalog: importing what operators publish, and finding cities, movies, shows and seats. */
package io.seatline.usecase.catalog;
