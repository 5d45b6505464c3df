/** How many characters of warnings an answer has in its headers: proxies drop answers whose headers grow too large. */
export const MOST_WARNING_RUNES = 4096;

/** How many different warnings are worth making: the characters of more cannot all be sent, however short they are. */
export const MOST_WARNINGS = MOST_WARNING_RUNES + 1;
