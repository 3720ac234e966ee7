const areaCodes: readonly number[] = [
  201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225,
  228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281,
  301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321,
  323, 325, 330, 331, 334, 336, 337, 339, 347, 351, 352, 360, 361, 386, 401, 402, 404, 405, 406,
  407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 424, 425, 430, 432, 434, 435, 440, 443,
  469, 478, 479, 480, 484, 501, 502, 503, 504, 505, 507, 508, 509, 510, 512, 513, 515, 516, 517,
  518, 520, 530, 540, 541, 551, 559, 561, 562, 563, 567, 570, 571, 573, 574, 575, 580, 585, 586,
  601, 602, 603, 605, 606, 607, 608, 609, 610, 612, 614, 615, 616, 617, 618, 619, 620, 623, 626,
];
const linesPerArea = 100;

/** How many numbers there are. */
export const phoneNumbers = areaCodes.length * linesPerArea;

/**
 * One of the numbers that North America keeps for fiction (555-0100 to 555-0199), in E.164. Slots up to `phoneNumbers`
 * have different numbers.
 */
export function fictionalPhone(slot: number): string {
  const area = areaCodes[slot % areaCodes.length] ?? 202;
  const line = Math.floor(slot / areaCodes.length) % linesPerArea;
  return `+1${area}55501${String(line).padStart(2, '0')}`;
}

/** As people type it: `+1 (202) 555-0123`. */
export const asTyped = (phone: string): string =>
  phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 ($1) $2-$3');
