/** Given and family names from many places; any of one may go with any of the other. */
export const givenNames: readonly string[] = (
  'Aaliyah Adaeze Agnieszka Aiko Alejandro Amara Amina Anders Anjali Antoine Aroha Astrid Ayodele Beatriz Bilal ' +
  'Camille Carlos Chiara Chidi Chloé Daniela Darius Deniz Elif Elena Emeka Esperanza Fatima Femi Finn Freya ' +
  'Gabriela Giulia Hana Haruto Hassan Hugo Ibrahim Imani Ingrid Isabel Jamal Javier Jiho Joanna Kai Kamala Kwame ' +
  'Laila Leilani Liam Linh Lucía Luca Mai Malik Marek Mateo Maya Mei Miguel Mina Nadia Naoki Nia Niko Noor Olga ' +
  'Olivia Omar Oscar Paloma Petra Pilar Priya Rafael Ravi Renata Rosa Saoirse Sana Santiago Selma Sofia Sunita ' +
  'Tariq Tendai Thabo Tomás Uma Valentina Vikram Wanjiru Xavier Yara Yuki Yusuf Zainab Zoë Zuri'
).split(' ');

export const familyNames: readonly string[] = (
  'Abebe Adeyemi Aguilar Ahmed Andersson Bakker Banerjee Barros Becker Bianchi Castillo Chen Costa Dahl Das Delgado ' +
  'Diallo Dubois Eriksen Espinoza Farouk Ferreira Fischer Flores García Gupta Haddad Hansen Hernández Hoang Ibarra ' +
  'Ivanova Iyer Jackson Jansen Jensen Kamau Kaya Keita Khan Kim Kowalski Kuroda Lambert Larsen Laurent Lee Lindqvist ' +
  'López Maalouf Martin Mbeki Mendes Menon Mensah Mori Moreau Mwangi Nakamura Nguyen Novak Obi Okafor Okonkwo Oliveira ' +
  'Ortega Osei Papadopoulos Park Patel Pereira Petrov Quispe Rahman Ramírez Reyes Rossi Sakamoto Salazar Santos Sato ' +
  'Schneider Silva Singh Smith Sokolov Suzuki Tanaka Thompson Torres Tran Vargas Velasco Wang Weber Whitaker Williams ' +
  'Yamamoto Yilmaz Zhang Zimmermann'
).split(' ');

/** The letters of a name that an address may hold: without accents, in lower case. */
export const asciiName = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
