/** Ordinary sentences about ordinary things, written for this corpus: what the generated documents are filled with. */
export const PROSE = [
  'The harbour office opens at seven every morning, and the first boats leave soon afterwards. Passengers who carry large luggage should arrive half an hour before the departure, because the narrow bridge allows only one cart at a time.',
  'Last winter the council repaired the old mill beside the river. The wheel turns again, and visitors can see how flour was made two hundred years ago. A guide explains the machines on Sunday afternoons.',
  'Good soil is the beginning of every garden. Before the first frost, cover the beds with dry leaves and leave them until spring. The worms will do most of the work, and the ground will stay soft under its blanket.',
  'Our laboratory measured the temperature of the lake at twelve places during the whole summer. The deepest water stayed cold, while the bays near the forest became warmer than in any year since the measurements began.',
  'Every member of the library may borrow six books for four weeks. A longer loan is possible when nobody else is waiting. Books that come back late cost a small fee, which pays for repairs and new shelves.',
  'The train crosses the valley on a long bridge of stone. From the left side you can see the castle, the vineyards and, when the weather is clear, the snow on the mountains far behind them.',
  'Before you open the machine, pull the plug and wait until the fan has stopped. Remove the four screws at the back, lift the cover and clean the filter with a soft brush. Never use water or strong soap.',
  'The two companies agree to share the costs of the new warehouse in equal parts. Each party may end this agreement with a notice of six months, but not before the building has been finished and paid for.',
  'Young people in small towns often travel far to reach a school. The survey asked four hundred families about their journeys, and most of them wanted a later beginning of the lessons rather than a faster bus.',
  'Bread needs time more than anything else. Mix flour, water and salt in the evening, let the dough rest in a cool room, and bake it the next day in a very hot oven until the crust sounds hollow.',
] as const;

/** The `index`-th text, counted round and round. */
export const prose = (index: number): string => PROSE[index % PROSE.length] as string;
