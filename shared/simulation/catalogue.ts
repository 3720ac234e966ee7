/** An article of the made-up shop. Prices are whole cents, so that sums are exact. */
export interface Product {
  id: string;
  name: string;
  category: string;
  cents: number;
}

const shelf = (category: string, products: readonly (readonly [string, string, number])[]) =>
  products.map(([id, name, cents]): Product => ({ id, name, category, cents }));

/** What Fern & Ember sells: coffee, and what one takes outdoors to drink it. */
export const catalogue: readonly Product[] = [
  ...shelf('Coffee', [
    ['c-101', 'Morning Ridge Blend, 340 g', 1650],
    ['c-102', 'Yirgacheffe Single Origin, 340 g', 1925],
    ['c-103', 'Huila Washed Caturra, 340 g', 1875],
    ['c-104', 'Night Owl Decaf, 340 g', 1725],
    ['c-105', 'Campfire Dark Roast, 1 kg', 3890],
    ['c-106', 'Trail Instant Sachets, 12 pieces', 1499],
  ]),
  ...shelf('Brewing', [
    ['b-201', 'Gooseneck Kettle, 1 l', 7950],
    ['b-202', 'Ceramic Pour-Over Dripper', 2875],
    ['b-203', 'Pocket Hand Grinder', 8499],
    ['b-204', 'Travel Press, 350 ml', 3450],
    ['b-205', 'Moka Pot for Three', 3995],
    ['b-206', 'Paper Filters, 100 pieces', 895],
  ]),
  ...shelf('Camp Kitchen', [
    ['k-301', 'Enamel Mug, Forest Green', 1450],
    ['k-302', 'Titanium Pot, 900 ml', 5490],
    ['k-303', 'Canister Stove', 4995],
    ['k-304', 'Cedar Spoon and Spork Set', 1275],
    ['k-305', 'Insulated Bottle, 750 ml', 3299],
    ['k-306', 'Cast Iron Skillet, 20 cm', 3675],
  ]),
  ...shelf('Shelter', [
    ['s-401', 'Larch Tent for Two', 32900],
    ['s-402', 'Alder Tarp, 3 by 3 m', 11950],
    ['s-403', 'Down Quilt, -2 °C', 24500],
    ['s-404', 'Self-Inflating Mat', 8925],
    ['s-405', 'Ripstop Hammock', 6450],
    ['s-406', 'Rechargeable Lantern', 4250],
  ]),
  ...shelf('Wear', [
    ['w-501', 'Merino Beanie', 2950],
    ['w-502', 'Waxed Field Jacket', 18900],
    ['w-503', 'Wool Hiking Socks, 2 pairs', 2475],
    ['w-504', 'Canvas Day Pack, 22 l', 9850],
    ['w-505', 'Fingerless Fire Gloves', 2199],
    ['w-506', 'Packable Rain Shell', 12495],
  ]),
];

export const categories: readonly string[] = [...new Set(catalogue.map((item) => item.category))];

export const productsOf = (category: string): readonly Product[] =>
  catalogue.filter((item) => item.category === category);

/** @throws RangeError where the shop does not sell it. */
export function productById(id: string): Product {
  const product = catalogue.find((item) => item.id === id);
  if (product === undefined) throw new RangeError(`The catalogue has no product ${id}.`);
  return product;
}

/** The amount in the currency: the number nearest to two decimals, which prints without noise. */
export const money = (cents: number): number => cents / 100;
