import { atanasov2024, canatar2020, jacot2020, simon2021, wei2022 } from '../../systems/shared/bibliography.ts';

export const sources = [atanasov2024, jacot2020, wei2022, simon2021, canatar2020];
